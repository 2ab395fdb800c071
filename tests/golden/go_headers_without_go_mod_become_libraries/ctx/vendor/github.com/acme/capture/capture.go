package capture

/*
#cgo LDFLAGS: -lpcap
#include <pcap/pcap.h>
*/
import "C"

func Version() string { return C.GoString(C.pcap_lib_version()) }
