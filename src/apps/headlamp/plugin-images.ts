import type { Facts } from "../../app.ts";

/** What the chart adds to the pod for plugins that come as images. */
export interface PluginImages {
  readonly volumes: readonly object[];
  readonly mounts: readonly object[];
}

/** Plugins that come with Headlamp's image; pluginctl deletes what it does not know from the other folder. */
const folder = "/headlamp/static-plugins";

/** One volume for each plugin that another app claims; Kubernetes mounts the image itself, so nothing is copied. */
export function pluginImages(facts: Facts): PluginImages {
  const plugins = facts.claims("dashboard-plugin");
  return {
    volumes: plugins.map(({ name, image }) => ({
      name: `plugin-${name}`,
      image: { reference: image, pullPolicy: "IfNotPresent" },
    })),
    mounts: plugins.map(({ name, path }) => ({
      name: `plugin-${name}`,
      mountPath: `${folder}/${name}`,
      ...(path !== "" && { subPath: path }),
      readOnly: true,
    })),
  };
}
