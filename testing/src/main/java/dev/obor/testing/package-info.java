package dev.obor.testing;
