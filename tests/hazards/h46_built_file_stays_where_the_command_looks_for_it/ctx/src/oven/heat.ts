export const heat = () => "1200 degrees";
