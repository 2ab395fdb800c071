const { NODE_ENV = 'development' } = process.env;

export const origin = NODE_ENV === 'production' ? 'https://larder.example.com' : 'http://localhost:5173';
