# Draws what nanolearn_bench --curve has written: gnuplot -e "curve='FILE'; picture='FILE.svg'" overload.gp
set terminal svg size 800,440 font "sans-serif,13"
set output picture
set title "Calls answered and refused, by callers that never wait"
set xlabel "callers"
set ylabel "calls a second"
set logscale x
set key outside bottom center horizontal
set grid
plot curve using 1:2 with linespoints linewidth 2 title "answered", \
     curve using 1:3 with linespoints linewidth 2 dashtype 2 title "refused"
