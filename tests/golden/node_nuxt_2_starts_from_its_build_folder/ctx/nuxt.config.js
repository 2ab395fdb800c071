export default { target: "server" }
