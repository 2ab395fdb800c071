export const stars = [
  { name: 'Vega', magnitude: 0.03 },
  { name: 'Deneb', magnitude: 1.25 },
  { name: 'Altair', magnitude: 0.77 },
];
