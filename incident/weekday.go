package incident

// weekdays are the names of days, Monday first.
var weekdays = [...]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// weekdayBefore gives the day that the only weekday of a sentence means, the last one
// on or before the day of the report; NoDay without one, or with several. Where
// the coder dates one act of a sentence by it, the others are of that day, too, more
// often than not. It is spoken when somebody said on that day what happened.
func weekdayBefore(text string, report int32) (day int32, spoken bool) {
	day = NoDay
	if report == NoDay {
		return day, false
	}
	n, saying := 0, false
	scanWords(text, func(word []byte, upper bool) {
		said := saying
		saying = string(word) == "said" || string(word) == "says" || saying && string(word) == "on"
		if !upper || len(word) < len("monday") || string(word[len(word)-3:]) != "day" {
			return
		}
		for i, name := range weekdays {
			if string(word) == name {
				n++
				spoken = said
				day = report - ((report+3)%7-int32(i)+7)%7 // 1970-01-01 was a Thursday
			}
		}
	})
	if n != 1 {
		return NoDay, false
	}
	return day, spoken
}
