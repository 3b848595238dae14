import { bundleInto } from "./bundle-into.ts";

await bundleInto("dist");
