// What Python compiled to JavaScript (scripts/showcase/outputs/form/) finds as `$`.

export * from "./operators.js";
export { methods } from "./methods.js";
export { UnknownPattern, ValueError } from "./values.js";
