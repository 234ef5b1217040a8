/** What the functions call of Cedar, alone: the engine bench bundles this as the functions are bundled. */
export { preparsePolicySet, preparseSchema, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
