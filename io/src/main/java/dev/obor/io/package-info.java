package dev.obor.io;
