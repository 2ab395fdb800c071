import { json } from '@sveltejs/kit';
import { stars } from '$lib/stars.js';

export const GET = () => json(stars);
