namespace Infra.Cli.New;

/// <summary>Where the weights of a model are; exactly one is given.</summary>
/// <param name="Image">An OCI image, by digest.</param>
/// <param name="From">A folder in an object store.</param>
/// <param name="Claim">A volume that exists.</param>
/// <param name="Fill">From where a volume is filled once.</param>
public sealed record ModelSource(string? Image, string? From, string? Claim, string? Fill);
