import { test } from 'vitest';

test('tides', () => {});
