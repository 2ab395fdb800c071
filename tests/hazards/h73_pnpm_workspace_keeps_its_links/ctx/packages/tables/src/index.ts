import { DateTime } from 'luxon';

export const next = () => DateTime.now().toISO();
