import { stars } from '$lib/stars.js';

export const load = () => ({ stars });
