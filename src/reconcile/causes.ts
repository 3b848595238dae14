/** A known reason for something that is not ready, and what to do about it. */
export interface Cause {
  readonly code: string;
  /** What is wrong, in a few words. */
  readonly title: string;
  readonly hint: string;
}

interface Known extends Cause {
  /** Found in one line of what was seen: a condition, an event, a pod's reason, or its log. */
  readonly sign: RegExp;
}

/**
 * From the special to the general: the first whose sign is seen is the one. The wording of signs is that of Flux 2.9,
 * Kubernetes 1.36, CNPG 1.28, Dragonfly 1.3x and LiteLLM 1.108.
 */
const known: readonly Known[] = [
  {
    code: "decryption-failed",
    title: "a file of the repository could not be decrypted",
    hint: "the age key in the cluster is not one that the files are encrypted to: compare it with .sops.yaml, then run clusterloom bootstrap to put yours there, or clusterloom secrets updatekeys",
    sign: /decryption failed|failed to decrypt|cannot get sops data key|error decrypting|no identity matched|MAC mismatch|decrypt(ing)? data key/i,
  },
  {
    code: "substitution-failed",
    title: "a variable of Flux's substitution has no value",
    hint: "write $${NAME} where the text must stay as it is, or label the object kustomize.toolkit.fluxcd.io/substitute: disabled",
    sign: /variable substitution failed|envsubst|variable not set \(strict mode\)|substitution error/i,
  },
  {
    code: "missing-crd",
    title: "the cluster does not know a kind that the tree uses",
    hint: "install the operator that brings the CRD, or switch the app off that needs it; clusterloom reconcile --preflight-only lists what is missing",
    sign: /no matches for kind|could not find the requested resource|the server doesn't have a resource type|resource mapping not found/i,
  },
  {
    code: "webhook-unreachable",
    title: "an admission webhook does not answer",
    hint: "look at the pods of the operator that the webhook belongs to; Flux tries again by itself",
    sign: /failed calling webhook/i,
  },
  {
    code: "webhook-refused",
    title: "an admission webhook or policy refused an object",
    hint: "change the setting behind the object, as its words say",
    sign: /admission webhook .* denied the request|AdmissionPolicy .* denied request|denied by policy|violates PodSecurity/i,
  },
  {
    code: "quota-exceeded",
    title: "a quota or a limit range of the namespace is used up",
    hint: "raise the ResourceQuota or LimitRange of the namespace, or set lower requests",
    sign: /exceeded quota|forbidden: .*(maximum|minimum) (cpu|memory|.*) usage/i,
  },
  {
    code: "flux-forbidden",
    title: "Flux has no right to apply an object",
    hint: "give kustomize-controller's service account the role that it lacks; Flux installs itself with cluster-admin",
    sign: /is forbidden: User ".*" cannot/i,
  },
  {
    code: "refused-object",
    title: "the API server refused an object",
    hint: "change the setting behind the object, as the server's words say; clusterloom check finds most of these before a push",
    sign: /dry-run failed|\(Invalid\)|is invalid:|field not declared in schema|failed to create typed patch|strict decoding error/i,
  },
  {
    code: "branch-missing",
    title: "the branch that the source follows is not in the Git repository",
    hint: "push the branch, or set repository_branch and run clusterloom bootstrap again",
    sign: /couldn't find remote ref|reference not found|unable to resolve ref|remote ref .* not found/i,
  },
  {
    code: "git-credentials",
    title: "the Git repository wants credentials that the source does not have",
    hint: "name a Secret with a deploy key or token in the GitRepository's secretRef",
    sign: /authentication required|authorization failed|invalid credentials|permission denied \(publickey|could not read Username|knownhosts/i,
  },
  {
    code: "git-not-found",
    title: "the Git repository is not where the source looks",
    hint: "correct repository_url and run clusterloom bootstrap again",
    sign: /repository not found|failed to (clone|checkout|list remote).*404/i,
  },
  {
    code: "source-hangs",
    title: "the Git server does not answer the cluster",
    hint: "look from inside the cluster: name resolution, network policies and proxies between source-controller and the Git server",
    sign: /(clone|checkout|list remote|git|http).*(context deadline exceeded|timed? ?out|no such host|connection refused|network is unreachable|EOF)/i,
  },
  {
    code: "path-missing",
    title: "a folder that Flux is to apply is not in the repository",
    hint: "commit and push what clusterloom configure has written",
    sign: /kustomization path not found|kustomization\.yaml.*no such file|lstat .*no such file|accumulating resources/i,
  },
  {
    code: "image-pull",
    title: "an image cannot be pulled",
    hint: "check the image's name and tag in cluster.yaml, that the node reaches the registry, and its pull secret",
    sign: /ImagePullBackOff|ErrImagePull|InvalidImageName|ErrImageNeverPull|Failed to pull image/,
  },
  {
    code: "volume-unbound",
    title: "a volume claim is not bound",
    hint: "set a storage class that the cluster has (kubectl get storageclass) and a size that it can give",
    sign: /unbound immediate PersistentVolumeClaims|ProvisioningFailed|no persistent volumes available|storageclass.* not found|FailedMount|FailedAttachVolume/i,
  },
  {
    code: "out-of-memory",
    title: "a container was killed because it used more memory than its limit",
    hint: "raise the memory limit of the app in cluster.yaml",
    sign: /OOMKilled/,
  },
  {
    code: "no-node-fits",
    title: "a pod fits on no node",
    hint: "lower the requests of the app, or add nodes; taints and node selectors count as well",
    sign: /\d+\/\d+ nodes are available|Unschedulable/,
  },
  {
    code: "reference-missing",
    title: "a pod names a Secret, a ConfigMap or a key that is not there",
    hint: "run clusterloom configure and push; clusterloom check finds references that lead nowhere",
    sign: /CreateContainerConfigError|(secret|configmap) ".*" not found|couldn't find key/i,
  },
  {
    code: "dragonfly-acl-void",
    title: "Dragonfly refused its ACL file, so that no tenant can sign in",
    hint: "one bad rule voids the whole file: run clusterloom check, which reads Dragonfly's grammar",
    sign: /Error loading ACL|ACL file.*(invalid|error|fail)|Error in (the )?ACL|unknown acl (category|command)/i,
  },
  {
    code: "cache-sign-in",
    title: "the cache does not let an app sign in",
    hint: "its password in the cache's ACL and in the app's Secret differ: run clusterloom configure, commit and push, then see that both pods were started anew",
    sign: /WRONGPASS|NOAUTH Authentication required|invalid username-password pair/,
  },
  {
    code: "cache-forbidden",
    title: "the cache refuses an app a command or a key",
    hint: "the app's user has its own keys only: look which command or key it is, and at the prefix that the app uses",
    sign: /NOPERM|this user has no permissions to (run|access)/i,
  },
  {
    code: "database-sign-in",
    title: "the database does not let an app sign in",
    hint: "the role's password and the app's Secret differ: see the managed roles in the Cluster's status, and for a server of your own its role",
    sign: /password authentication failed for user|Authentication failed against (the )?database|no pg_hba\.conf entry|role "[^"]*" does not exist|\bP1000\b/i,
  },
  {
    code: "database-unreachable",
    title: "an app does not reach its database",
    hint: "see whether the Cluster has a ready primary, and the NetworkPolicies of both sides; the app tries again by itself",
    sign: /Can't reach database server|\bP1001\b|could not (connect to server|translate host name)|connection to server at .* failed/i,
  },
  {
    code: "cnpg-bootstrap",
    title: "CloudNativePG could not make the database's first instance",
    hint: "look at the initdb or recovery Job named here; a recovery needs the object store's backup and credentials of the old cluster",
    sign: /initdb|full-recovery|join-.*failed|Setting up primary|bootstrap.*(fail|error)|barman-cloud.*(error|fail)|no target backup found|Expected empty archive/i,
  },
  {
    code: "litellm-config",
    title: "LiteLLM refused its configuration",
    hint: "read the last log lines: they name the field of config.yaml; clusterloom validate checks what LiteLLM of that version takes",
    sign: /litellm.*(ValidationError|config\.yaml|Invalid config)|pydantic.*(validation error|ValidationError)|\d+ validation errors? for|Exception: Unable to load.*config/i,
  },
  {
    code: "chart-missing",
    title: "a Helm chart cannot be fetched",
    hint: "check the chart's version in cluster.yaml and that source-controller reaches its registry",
    sign: /HelmChart .*not ready|chart pull error|no artifact available for|OCIRepository .*not ready|failed to (pull|download) chart/i,
  },
  {
    code: "helm-failed",
    title: "Helm could not install or upgrade a release",
    hint: "read Helm's words and those of the pods; clusterloom reconcile --watch stays with it while it comes up",
    sign: /Helm (install|upgrade|rollback|test) failed|InstallFailed|UpgradeFailed|RetriesExceeded|Failed to (install|upgrade) after|another operation .* is in progress/i,
  },
  {
    code: "crash-loop",
    title: "a container ends again and again",
    hint: "read its last log lines",
    sign: /CrashLoopBackOff|BackoffLimitExceeded|ended with [1-9]\d*/,
  },
  {
    code: "deleted-again",
    title: "it was applied and is gone again",
    hint: "it was still being deleted when it was applied anew: run clusterloom reconcile again",
    sign: /^applied, and not there$/,
  },
  {
    code: "deletion-hangs",
    title: "its deletion does not come to an end",
    hint: "Flux first ends what it is at, such as a health check of up to spec.timeout, and then deletes what it applied: look for an object there that is being deleted, too, and has a finalizer",
    sign: /^being deleted$/,
  },
  {
    code: "earlier-commit",
    title: "Flux still waits for what an earlier commit brought",
    hint: "it takes up your commit when that gets healthy or its spec.timeout is over; mend what is named here, or take it away with kubectl",
    sign: /^still at an earlier commit/,
  },
  {
    code: "health-check-failed",
    title: "what was applied did not get healthy in time",
    hint: "look at the object that is named here and its events",
    sign: /health check failed|timeout waiting for|HealthCheckFailed/i,
  },
];

/** The known cause of what was seen, the deepest line first; undefined for what nobody has met yet. */
export function causeOf(seen: readonly string[]): Cause | undefined {
  const text = [...seen];
  return known.find(({ sign }) => text.some((line) => sign.test(line)));
}
