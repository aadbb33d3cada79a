using System.Text.Json.Serialization;

namespace Infra.Specification.Gpu;

/// <summary>How pods share one GPU.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "mode")]
[JsonDerivedType(typeof(ExclusiveGpu), "exclusive")]
[JsonDerivedType(typeof(TimeSlicedGpu), "time-slicing")]
[JsonDerivedType(typeof(MpsGpu), "mps")]
[JsonDerivedType(typeof(MigGpu), "mig")]
public abstract record GpuSharing;
