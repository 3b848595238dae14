/** Name of the release, its Service and its other objects. */
export const name = "open-webui";

/** Labels of the pods: charts put the release's name on them. */
export const podLabels = { "app.kubernetes.io/instance": name } as const;

/** Port of the pods; the Service has 80. */
export const podPort = 8080;

/** Name of the CloudNativePG Cluster. */
export const databaseCluster = "open-webui-postgresql";

/** Apache Tika beside it. */
export const tikaName = "open-webui-tika";
export const tikaLabels = { "app.kubernetes.io/name": tikaName } as const;
export const tikaPort = 9998;

/** The Secret with every secret of the container's environment, each under the variable's name. */
export const secretName = "open-webui-secret";

/** The ACL user of the cache, and what its keys begin with. */
export const tenantUser = "openwebui";
export const keyPrefix = "openwebui";

/** Headers in which Open WebUI names the user (env.py, FORWARD_USER_INFO_HEADER_*). */
export const userHeaders = { id: "X-OpenWebUI-User-Id", email: "X-OpenWebUI-User-Email" } as const;
