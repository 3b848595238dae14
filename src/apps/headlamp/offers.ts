import type { OfferSources } from "../../app.ts";
import type { HeadlampVariables } from "./variables.ts";

/** What Headlamp gives to others: a page that takes their plugins. */
export const offers: OfferSources<HeadlampVariables> = {
  dashboard: (v) => ({ origin: v.headlamp_public_url }),
};
