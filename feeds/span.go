package feeds

// Plain is the span's text as it stands where nothing can be raised or
// lowered: mc², H₂O, x_i, 1st.
func (s Span) Plain() string { return raised(s) }
