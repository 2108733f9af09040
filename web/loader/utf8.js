// UTF-8, as it crosses the border to wasm.
export const encoder = new TextEncoder();
export const decoder = new TextDecoder();
