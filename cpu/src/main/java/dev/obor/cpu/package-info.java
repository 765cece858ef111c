package dev.obor.cpu;
