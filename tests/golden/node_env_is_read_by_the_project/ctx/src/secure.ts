export const secure = process.env.NODE_ENV !== 'development';
