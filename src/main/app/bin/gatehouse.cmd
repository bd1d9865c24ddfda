@echo off
rem Starts Gatehouse from the folder it lies in. Needs a JDK 25 or newer on the PATH or in JAVA_HOME.
setlocal
set HERE=%~dp0..
set JAVA=java
if defined JAVA_HOME set JAVA=%JAVA_HOME%\bin\java
if defined GATEHOUSE_JAVA set JAVA=%GATEHOUSE_JAVA%
"%JAVA%" --module-path="%HERE%\fx" --add-modules=javafx.controls --enable-native-access=javafx.graphics,ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx768m %GATEHOUSE_JAVA_OPTIONS% -Dgatehouse.keyring="%HERE%\keyring" -cp "%HERE%\lib\*" gatehouse.Main %*
exit /b %ERRORLEVEL%
