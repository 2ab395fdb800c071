package moon

func Phase(day int) int {
	return day % 29
}
