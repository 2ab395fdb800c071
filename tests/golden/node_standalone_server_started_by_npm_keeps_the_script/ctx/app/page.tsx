import Image from 'next/image';

export default function Page() {
  return <Image src="/quay.svg" alt="quay" width={64} height={64} />;
}
