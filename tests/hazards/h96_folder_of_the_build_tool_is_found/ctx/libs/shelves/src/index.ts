export const shelves = 12;
