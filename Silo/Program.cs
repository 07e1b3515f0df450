// A silo of its own joins others through Redis; a single process needs none, because the Api hosts one.
Console.Error.WriteLine("A silo runs inside the Api: start it with 'dotnet run -c Release --project Api'.");
return 2;
