package dev.obor.app;
