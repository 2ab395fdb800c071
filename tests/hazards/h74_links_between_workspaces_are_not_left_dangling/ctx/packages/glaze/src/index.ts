export const melts = 1220;
