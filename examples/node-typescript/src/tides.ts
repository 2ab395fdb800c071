export interface Tide {
  time: string;
  metres: number;
}

export const tides: Tide[] = [
  { time: '03:12', metres: 4.1 },
  { time: '09:24', metres: 0.8 },
  { time: '15:37', metres: 4.3 },
];
