using System.Collections.Immutable;

namespace Infra.Planning;

/// <summary>What the engine hands a program, or what the command line reads from a stack file: names and configuration, without secret values.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Config">Configuration by full key, for example <c>ai-platform:clusters</c>; objects as JSON text; secrets left out.</param>
/// <param name="SecretKeys">Full keys of the secret configuration.</param>
public sealed record StackInputs(
    string Project, string Stack, ImmutableSortedDictionary<string, string> Config, ImmutableSortedSet<string> SecretKeys);
