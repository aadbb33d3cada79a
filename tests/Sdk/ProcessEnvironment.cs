namespace Infra.Tests.Sdk;

/// <summary>Tests that set variables of the process run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessEnvironment
{
    public const string Name = "process environment";

    /// <summary>Sets a variable until disposed.</summary>
    internal sealed class Variable : IDisposable
    {
        private readonly string _name;
        private readonly string? _previous;

        public Variable(string name, string? value)
        {
            _name = name;
            _previous = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose() => Environment.SetEnvironmentVariable(_name, _previous);
    }
}
