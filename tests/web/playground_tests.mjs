export const playgroundTests = [];
