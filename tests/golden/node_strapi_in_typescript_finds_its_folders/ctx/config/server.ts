export default ({env})=>({host:env("HOST")})
