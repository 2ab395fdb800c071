import sharp from "sharp"; export default defineEventHandler(() => sharp.versions)
