/set mode obor normal -quiet
/set prompt obor "obor> " "  ... "
/set truncation obor 1000000
/set format obor result "{value}{post}" added,modified,replaced-ok-primary
/set format obor display "" added,modified,replaced-varinit,vardecl,assignment-ok-primary
/set mode obor -retain
/set feedback -retain obor
/exit
