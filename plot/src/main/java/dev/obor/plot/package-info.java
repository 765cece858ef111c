package dev.obor.plot;
