import type { NextConfig } from "next"; const c: NextConfig = { poweredByHeader: false }; export default c
