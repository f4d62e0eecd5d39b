/** Where a reply that is not the acknowledgement itself is to be posted: the platform and its own fields, as JSON. */
export type Address = {
  readonly platform: string;
  readonly place: { readonly [field: string]: string | boolean | null };
};
