import type { Corrections } from "../correct.ts";
import { boolean, choice, DURATION, fields, list, SHORT_DURATION, string, strings } from "../words.ts";

const duration = { pattern: DURATION };
const timeout = { pattern: SHORT_DURATION };
const source = { "spec.interval": duration, "spec.timeout": timeout };

/** Flux 2.9 against the packages' 2.8: its new fields, and the durations that Go's types lose. */
export const flux: Corrections = {
  "helm.toolkit.fluxcd.io/v2/HelmRelease": {
    spec: { properties: { postRenderStrategy: choice("nohooks", "combined", "separate") } },
    "spec.interval": duration,
    "spec.timeout": duration,
    "spec.chart.spec.interval": duration,
    "spec.install.timeout": duration,
    "spec.install.strategy.retryInterval": duration,
    "spec.upgrade": { properties: { chartNameChangeStrategy: choice("InPlaceUpdate", "Reinstall") } },
    "spec.upgrade.timeout": duration,
    "spec.upgrade.strategy.retryInterval": duration,
    "spec.rollback.timeout": duration,
    "spec.test.timeout": duration,
    "spec.uninstall.timeout": duration,
    "spec.valuesFrom[]": { properties: { literal: boolean } },
    "spec.healthCheckExprs[]": { required: ["apiVersion", "current"] },
  },
  "kustomize.toolkit.fluxcd.io/v1/Kustomization": {
    spec: {
      properties: {
        buildMetadata: list(choice("originAnnotations", "transformerAnnotations")),
        ignore: list(
          fields({
            "paths!": strings,
            target: fields({
              annotationSelector: string,
              group: string,
              kind: string,
              labelSelector: string,
              name: string,
              namespace: string,
              version: string,
            }),
          }),
        ),
      },
    },
    "spec.interval": duration,
    "spec.retryInterval": duration,
    "spec.timeout": duration,
    "spec.postBuild": { properties: { substituteStrategy: choice("WithVariables", "Always") } },
  },
  "notification.toolkit.fluxcd.io/v1beta3/Alert": {
    "spec.eventSources[].kind": {
      enum: [
        ...["ArtifactGenerator", "Bucket", "ExternalArtifact", "FluxInstance", "GitRepository", "HelmChart"],
        ...["HelmRelease", "HelmRepository", "ImagePolicy", "ImageRepository", "ImageUpdateAutomation"],
        ...["Kustomization", "OCIRepository", "ResourceSet"],
      ],
    },
  },
  "source.toolkit.fluxcd.io/v1/Bucket": source,
  "source.toolkit.fluxcd.io/v1/GitRepository": {
    ...source,
    "spec.provider": { enum: ["generic", "aws", "azure", "github"] },
  },
  "source.toolkit.fluxcd.io/v1/HelmChart": { "spec.interval": duration },
  "source.toolkit.fluxcd.io/v1/HelmRepository": source,
  "source.toolkit.fluxcd.io/v1/OCIRepository": {
    ...source,
    "spec.verify": { properties: { trustedRootSecretRef: fields({ "name!": string }) } },
  },
};
