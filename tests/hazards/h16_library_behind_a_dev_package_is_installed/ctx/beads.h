const char *beads_sum(void);
