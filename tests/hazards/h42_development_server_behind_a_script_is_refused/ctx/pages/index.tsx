export default function Harbour() {
  return <p>harbour</p>;
}
