using System.Collections.Immutable;

namespace Infra.Reports.Sovereignty;

/// <summary>A catalogue of controls.</summary>
/// <param name="Id">Its name and edition.</param>
/// <param name="Source">Where it is published, and which part.</param>
/// <param name="Controls">Those that a plan can say something about, in its order.</param>
public sealed record ControlFramework(string Id, string Source, ImmutableArray<Control> Controls);
