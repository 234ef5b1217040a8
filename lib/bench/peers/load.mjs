/** Imports a package from the folder in which this file is copied beside the peers' node_modules. */
export const load = (name) => import(name);
