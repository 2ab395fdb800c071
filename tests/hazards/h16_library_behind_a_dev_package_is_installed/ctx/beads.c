#include <gmp.h>
#include <libxml/parser.h>
#include <sqlite3.h>

#include "beads.h"

const char *beads_sum(void) {
	xmlInitParser();
	return sqlite3_libversion_number() > 0 ? gmp_version : "";
}
