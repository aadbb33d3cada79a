using System.Collections.Immutable;

namespace Infra.Reports.Sovereignty;

/// <summary>A control of a catalogue, and what of a plan speaks for it.</summary>
/// <param name="Id">Its number in the catalogue.</param>
/// <param name="Title">Its title there; of a law, its subject in a few words.</param>
/// <param name="Shows">What of the rows speaks for it.</param>
/// <param name="Rules">Codes of the rules that speak for it.</param>
public sealed record Control(string Id, string Title, ControlEvidenceKind Shows, ImmutableArray<string> Rules);
